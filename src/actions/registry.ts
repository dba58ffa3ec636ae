import { ACTIVE_SESSIONS } from "./active-sessions/module";
import { AUDIT_LOG } from "./audit-log/module";
import { AVAILABILITY } from "./availability/module";
import { CLIENT_VERSIONS } from "./client-versions/module";
import { CONCURRENT_SESSIONS } from "./concurrent-sessions/module";
import { DASHBOARD_REALTIME } from "./dashboard-realtime/module";
import { ERROR_RULES } from "./error-rules/module";
import { JOBS } from "./jobs/module";
import { KEY_QUOTA } from "./key-quota/module";
import { KEYS } from "./keys/module";
import type { ActionDefinition } from "./kit/action";
import type { ActionModule } from "./kit/action-module";
import { LEADERBOARD } from "./leaderboard/module";
import { MODEL_PRICES } from "./model-prices/module";
import { MY_USAGE } from "./my-usage/module";
import { NOTIFICATION_BINDINGS } from "./notification-bindings/module";
import { NOTIFICATIONS } from "./notifications/module";
import { OVERVIEW } from "./overview/module";
import { PROVIDER_SLOTS } from "./provider-slots/module";
import { PROVIDERS } from "./providers/module";
import { PROXY_STATUS } from "./proxy-status/module";
import { RATE_LIMIT_STATS } from "./rate-limit-stats/module";
import { REQUEST_FILTERS } from "./request-filters/module";
import { ROUTING } from "./routing/module";
import { SENSITIVE_WORDS } from "./sensitive-words/module";
import { SESSION_RESPONSE } from "./session-response/module";
import { SETUP } from "./setup/module";
import { STATISTICS } from "./statistics/module";
import { SYSTEM } from "./system/module";
import { SYSTEM_CONFIG } from "./system-config/module";
import { USAGE_LOGS } from "./usage-logs/module";
import { USERS } from "./users/module";
import { WEB_SESSIONS } from "./web-sessions/module";
import { WEBHOOK_TARGETS } from "./webhook-targets/module";

/** Every chapter of the API, in the order of its document. */
export const MODULES: readonly ActionModule[] = [
  USERS,
  KEYS,
  KEY_QUOTA,
  PROVIDERS,
  PROVIDER_SLOTS,
  MODEL_PRICES,
  ROUTING,
  OVERVIEW,
  DASHBOARD_REALTIME,
  STATISTICS,
  LEADERBOARD,
  AVAILABILITY,
  RATE_LIMIT_STATS,
  ACTIVE_SESSIONS,
  SESSION_RESPONSE,
  PROXY_STATUS,
  CONCURRENT_SESSIONS,
  USAGE_LOGS,
  MY_USAGE,
  SENSITIVE_WORDS,
  ERROR_RULES,
  REQUEST_FILTERS,
  NOTIFICATIONS,
  WEBHOOK_TARGETS,
  NOTIFICATION_BINDINGS,
  SYSTEM_CONFIG,
  CLIENT_VERSIONS,
  WEB_SESSIONS,
  AUDIT_LOG,
  SETUP,
  JOBS,
  SYSTEM,
];

/** Every action there is: what the REST face, the API document and the tests loop over. */
export const ACTIONS: readonly { readonly definition: ActionDefinition }[] = MODULES.flatMap(
  ({ actions }) => actions,
);
