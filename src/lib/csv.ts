const BYTE_ORDER_MARK = "﻿";

/** What spreadsheets take for the beginning of a formula, also behind blanks (OWASP, CSV injection). */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠|%]|^[\t\r\n]/;

/** A plain number is none, although it may begin with a minus. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * A table as CSV (RFC 4180) with the mark by which spreadsheets know UTF-8. Cells that they would run as formulas get
 * an apostrophe before them.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => row.map(cell).join(",")).join("\r\n");
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
