import type { SpendWindowKind } from "@/domain/quota/spend-windows";
import type { NotificationLanguage } from "./notification-type";

/** The words of notifications in one language. */
export interface NotificationTexts {
  readonly circuitTitle: string;
  readonly provider: string;
  readonly failures: string;
  readonly retryAt: string;
  readonly lastError: string;
  readonly leaderboardTitle: string;
  readonly date: string;
  readonly requests: string;
  readonly tokens: string;
  readonly cost: string;
  readonly total: string;
  readonly costTitle: string;
  readonly subject: Readonly<Record<"user" | "key" | "provider", string>>;
  readonly window: Readonly<Record<SpendWindowKind, string>>;
  readonly windowLabel: string;
  readonly spent: string;
  readonly limit: string;
}

export const NOTIFICATION_TEXTS: Readonly<Record<NotificationLanguage, NotificationTexts>> = {
  en: {
    circuitTitle: "A provider is switched off",
    provider: "Provider",
    failures: "Failures in a row",
    retryAt: "Tried again at",
    lastError: "Reason",
    leaderboardTitle: "Usage of the last 24 hours",
    date: "Date",
    requests: "requests",
    tokens: "tokens",
    cost: "Cost",
    total: "Everybody",
    costTitle: "A spend limit is nearly reached",
    subject: { user: "User", key: "Key", provider: "Provider" },
    window: { "5h": "5 hours", daily: "day", weekly: "week", monthly: "month", total: "in total" },
    windowLabel: "Period",
    spent: "Spent",
    limit: "Limit",
  },
  "zh-CN": {
    circuitTitle: "供应商已熔断",
    provider: "供应商",
    failures: "连续失败次数",
    retryAt: "恢复尝试时间",
    lastError: "原因",
    leaderboardTitle: "最近 24 小时用量排行",
    date: "日期",
    requests: "次请求",
    tokens: "个 token",
    cost: "费用",
    total: "全部用户",
    costTitle: "消费即将达到限额",
    subject: { user: "用户", key: "密钥", provider: "供应商" },
    window: { "5h": "5 小时", daily: "每日", weekly: "每周", monthly: "每月", total: "总计" },
    windowLabel: "周期",
    spent: "已用",
    limit: "限额",
  },
  "zh-TW": {
    circuitTitle: "供應商已熔斷",
    provider: "供應商",
    failures: "連續失敗次數",
    retryAt: "恢復嘗試時間",
    lastError: "原因",
    leaderboardTitle: "最近 24 小時用量排行",
    date: "日期",
    requests: "次請求",
    tokens: "個 token",
    cost: "費用",
    total: "全部使用者",
    costTitle: "消費即將達到限額",
    subject: { user: "使用者", key: "金鑰", provider: "供應商" },
    window: { "5h": "5 小時", daily: "每日", weekly: "每週", monthly: "每月", total: "總計" },
    windowLabel: "週期",
    spent: "已用",
    limit: "限額",
  },
  ja: {
    circuitTitle: "プロバイダーを切り離しました",
    provider: "プロバイダー",
    failures: "連続失敗回数",
    retryAt: "再試行の時刻",
    lastError: "理由",
    leaderboardTitle: "直近 24 時間の利用状況",
    date: "日付",
    requests: "リクエスト",
    tokens: "トークン",
    cost: "費用",
    total: "全員",
    costTitle: "利用上限に近づいています",
    subject: { user: "ユーザー", key: "キー", provider: "プロバイダー" },
    window: { "5h": "5 時間", daily: "日次", weekly: "週次", monthly: "月次", total: "累計" },
    windowLabel: "期間",
    spent: "利用額",
    limit: "上限",
  },
  ru: {
    circuitTitle: "Провайдер отключён",
    provider: "Провайдер",
    failures: "Ошибок подряд",
    retryAt: "Следующая попытка",
    lastError: "Причина",
    leaderboardTitle: "Использование за 24 часа",
    date: "Дата",
    requests: "запросов",
    tokens: "токенов",
    cost: "Стоимость",
    total: "Все пользователи",
    costTitle: "Лимит расходов почти исчерпан",
    subject: { user: "Пользователь", key: "Ключ", provider: "Провайдер" },
    window: { "5h": "5 часов", daily: "день", weekly: "неделя", monthly: "месяц", total: "всего" },
    windowLabel: "Период",
    spent: "Потрачено",
    limit: "Лимит",
  },
};
