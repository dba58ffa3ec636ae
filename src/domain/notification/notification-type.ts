/** What the hub tells of by itself. */
export const NOTIFICATION_TYPES = ["circuit_breaker", "daily_leaderboard", "cost_alert"] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** Where it can be told. */
export const TARGET_TYPES = ["wechat", "feishu", "dingtalk", "telegram", "custom"] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

/** Languages notifications are written in. */
export const NOTIFICATION_LANGUAGES = ["zh-CN", "zh-TW", "en", "ja", "ru"] as const;
export type NotificationLanguage = (typeof NOTIFICATION_LANGUAGES)[number];
