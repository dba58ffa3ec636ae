/** The columns of the list, shared by its head and its rows; on a phone a row wraps instead. */
export const USER_COLUMNS =
  "md:grid md:grid-cols-[minmax(11rem,2fr)_minmax(6rem,1fr)_minmax(9rem,1.3fr)_4.5rem_6.5rem_7.5rem_2rem] md:items-center md:gap-x-4";

export const KEY_COLUMNS =
  "md:grid md:grid-cols-[minmax(8rem,1.4fr)_minmax(10rem,1fr)_minmax(9rem,1.3fr)_6rem_6.5rem_7.5rem_2rem] md:items-center md:gap-x-4";
