import type { Locale as HubLocale } from "./locales";
import type account from "./messages/en/account.json";
import type common from "./messages/en/common.json";
import type dashboard from "./messages/en/dashboard.json";
import type errors from "./messages/en/errors.json";
import type gatewayErrors from "./messages/en/gatewayErrors.json";
import type jobs from "./messages/en/jobs.json";
import type login from "./messages/en/login.json";
import type logs from "./messages/en/logs.json";
import type notifications from "./messages/en/notifications.json";
import type prices from "./messages/en/prices.json";
import type providers from "./messages/en/providers.json";
import type sessions from "./messages/en/sessions.json";
import type shell from "./messages/en/shell.json";
import type users from "./messages/en/users.json";

declare module "next-intl" {
  /** A key that does not exist is a type error. */
  interface AppConfig {
    Locale: HubLocale;
    Messages: {
      common: typeof common;
      errors: typeof errors;
      gatewayErrors: typeof gatewayErrors;
      shell: typeof shell;
      login: typeof login;
      account: typeof account;
      dashboard: typeof dashboard;
      providers: typeof providers;
      users: typeof users;
      logs: typeof logs;
      sessions: typeof sessions;
      jobs: typeof jobs;
      notifications: typeof notifications;
      prices: typeof prices;
    };
  }
}
