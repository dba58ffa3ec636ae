import { expect, it } from "vitest";
import { maskSecret, maskUrl } from "./mask";

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
