/** What this hub calls itself. The same as in package.json, which no bundle has. */
export const HUB_VERSION = "0.1.0";
