/** Remembers the sidebar's width, so the server already draws the right one. */
export const SIDEBAR_COOKIE = "sidebar";
