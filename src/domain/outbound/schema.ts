import { z } from "zod";
import { breaks } from "@/domain/rule-issue";

/** How admins write where the hub sends requests of its own or of its clients. */

export const httpUrl = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      breaks("httpUrl", "must be an http(s) URL"),
    );

/** One that lists may show. Whether its host may be connected to is judged on the server. */
export const openUrl = (maxLength: number) =>
  httpUrl(maxLength).refine(
    (text) => {
      if (!URL.canParse(text)) return true;
      const { username, password } = new URL(text);
      return username === "" && password === "";
    },
    breaks("urlWithSecret", "must not hold a user name or password: lists show it"),
  );

export const proxyUrl = z
  .string()
  .trim()
  .max(512)
  .refine(
    (text) =>
      URL.canParse(text) &&
      /^(?:https?|socks4a?|socks5h?):$/.test(new URL(text).protocol) &&
      new URL(text).hostname !== "",
    breaks("proxyUrl", "must be an http, https, socks4, socks4a, socks5 or socks5h URL"),
  );

/** Each message's framing is the hub's own business (RFC 9110 §7.6.1, §8.6). */
const FRAMING =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect)$/i;

const LATIN1 = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers an admin adds: printable Latin-1, as RFC 9110 §5.5 allows. */
export const customHeaders = z.record(
  z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .refine((name) => !FRAMING.test(name), breaks("hubHeader", "is set by the hub itself")),
  z
    .string()
    .max(1_024)
    .refine((value) => LATIN1.test(value), breaks("latin1", "must be printable characters of Latin-1")),
);
