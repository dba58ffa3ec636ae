import { describe, expect, it } from "vitest";
import { toCsv } from "./csv";

describe("toCsv", () => {
  it("quotes what needs it and marks its encoding", () => {
    expect(
      toCsv([
        ["a", 1, null],
        ['say "hi"', "x,y", "two\nlines"],
      ]),
    ).toBe('\uFEFFa,1,\r\n"say ""hi""","x,y","two\nlines"');
  });

  it.each([
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    " \u00a0=cmd|x",
    "\r=1",
    "＝1+1",
    "\n1",
    "|x",
    "%x",
  ])("45: escapes the formula %j", (text) => {
    expect(toCsv([[text]]).replace(/^\uFEFF"?/, "")[0]).toBe("'");
  });

  it.each([-1.5, "-0.25", "a=b", "", "2026-01-01T00:00:00Z"])("45: leaves %j alone", (value) => {
    expect(toCsv([[value]])).toBe(`\uFEFF${value}`);
  });
});
