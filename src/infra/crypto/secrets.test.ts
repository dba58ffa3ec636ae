import { expect, it } from "vitest";
import { equalInConstantTime, Secrets, UnsealError } from "./secrets";

const secrets = new Secrets("0123456789abcdef0123456789abcdef");
const others = new Secrets("fedcba9876543210fedcba9876543210");

it("opens what it sealed, and seals differently each time", () => {
  const sealed = secrets.seal("sk-ant-日本");
  expect(sealed).not.toContain("sk-ant");
  expect(secrets.seal("sk-ant-日本")).not.toBe(sealed);
  expect(secrets.open(sealed)).toBe("sk-ant-日本");
});

it("refuses another key's secrets and altered ones", () => {
  const sealed = secrets.seal("secret");
  expect(() => others.open(sealed)).toThrow(UnsealError);
  const [version, keyId, payload = ""] = sealed.split(":");
  const bytes = Buffer.from(payload, "base64");
  bytes[14] = (bytes[14] ?? 0) ^ 1;
  expect(() => secrets.open(`${version}:${keyId}:${bytes.toString("base64")}`)).toThrow(UnsealError);
  expect(() => secrets.open("plain text")).toThrow(UnsealError);
});

it("hashes by key", () => {
  expect(secrets.hash("a")).toMatch(/^[0-9a-f]{64}$/);
  expect(secrets.hash("a")).toBe(secrets.hash("a"));
  expect(secrets.hash("a")).not.toBe(others.hash("a"));
  expect(secrets.fingerprint).not.toBe(others.fingerprint);
});

it("compares texts of any length", () => {
  expect(equalInConstantTime("abc", "abc")).toBe(true);
  expect(equalInConstantTime("abc", "abcd")).toBe(false);
});
