import { expect, it } from "vitest";
import { maskKeysIn, maskSecret, maskUrl } from "./mask";

it("shows the ends of a long secret and nothing of a short one", () => {
  expect(maskSecret("sk-ant-0123456789abcdef")).toBe("sk-a••••••cdef");
  expect(maskSecret("short-secret")).toBe("••••••");
});

it("blanks secret query values and credentials of a URL", () => {
  expect(maskUrl("https://u:p@host/a?key=1&x=2&Api_Key=3")).toBe(
    "https://•••@host/a?key=•••&x=2&Api_Key=•••",
  );
  expect(maskUrl("/v1/models?%6bey=abc")).toBe("/v1/models?%6bey=•••");
  expect(maskUrl("/v1/models")).toBe("/v1/models");
});

it("masks what has the form of a key, and nothing else", () => {
  const text =
    'a "sk-cch-0123456789abcdefghij", task-oriented-programming, AKIAIOSFODNN7EXAMPLE ghp_0123456789abcdefghijklmn';
  expect(maskKeysIn(text)).toBe(
    'a "sk-c••••••ghij", task-oriented-programming, AKIA••••••MPLE ghp_••••••klmn',
  );
});
