CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_user_id" integer,
	"actor_key_id" integer,
	"ip" text,
	"action" text NOT NULL,
	"target_id" text,
	"changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "audit_log_actor" CHECK (actor_kind IN ('admin_token', 'user', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"result" text,
	"detail" jsonb,
	CONSTRAINT "job_runs_result" CHECK (result IN ('ok', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "web_sessions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "web_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"token_hash" text NOT NULL,
	"key_id" integer,
	"admin_fingerprint" text,
	"ip" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "web_sessions_token_form" CHECK (token_hash ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "web_sessions_owner" CHECK ((key_id IS NULL) <> (admin_fingerprint IS NULL))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"expires_at" timestamp with time zone,
	"can_login_web_ui" boolean DEFAULT false NOT NULL,
	"groups" text[] DEFAULT '{}'::text[] NOT NULL,
	"limit_5h_usd" numeric(12, 2),
	"limit_daily_usd" numeric(12, 2),
	"limit_weekly_usd" numeric(12, 2),
	"limit_monthly_usd" numeric(12, 2),
	"limit_total_usd" numeric(12, 2),
	"daily_reset_mode" text DEFAULT 'fixed' NOT NULL,
	"daily_reset_time" text DEFAULT '00:00' NOT NULL,
	"total_since" timestamp with time zone,
	"concurrent_sessions" integer,
	"cache_ttl_preference" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_form" CHECK (hash ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "api_keys_name_length" CHECK (length(name) BETWEEN 1 AND 64),
	CONSTRAINT "api_keys_cache_ttl" CHECK (cache_ttl_preference IN ('5m', '1h')),
	CONSTRAINT "api_keys_daily_reset_mode" CHECK (daily_reset_mode IN ('fixed', 'rolling')),
	CONSTRAINT "api_keys_daily_reset_time" CHECK (daily_reset_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "api_keys_limits_positive" CHECK (limit_5h_usd > 0 AND limit_daily_usd > 0 AND limit_weekly_usd > 0 AND limit_monthly_usd > 0
      AND limit_total_usd > 0 AND concurrent_sessions > 0)
);
--> statement-breakpoint
CREATE TABLE "breaker_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "breaker_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider_id" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_prices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model" text NOT NULL,
	"source" text NOT NULL,
	"price_data" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"superseded_at" timestamp with time zone,
	CONSTRAINT "model_prices_source" CHECK (source IN ('manual', 'litellm', 'builtin'))
);
--> statement-breakpoint
CREATE TABLE "notification_bindings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification_bindings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"notification_type" text NOT NULL,
	"target_id" integer NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"schedule_cron" text,
	"schedule_timezone" text,
	"template_override" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_bindings_type" CHECK (notification_type IN ('circuit_breaker', 'daily_leaderboard', 'cost_alert'))
);
--> statement-breakpoint
CREATE TABLE "notification_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"notification_type" text NOT NULL,
	"target_id" integer NOT NULL,
	"dedupe_key" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"last_error" text,
	"message" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "notification_deliveries_status" CHECK (status IN ('pending', 'delivered', 'failed')),
	CONSTRAINT "notification_deliveries_type" CHECK (notification_type IN ('circuit_breaker', 'daily_leaderboard', 'cost_alert'))
);
--> statement-breakpoint
CREATE TABLE "webhook_targets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_targets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"provider_type" text NOT NULL,
	"webhook_url" text,
	"telegram_bot_token" text,
	"telegram_chat_id" text,
	"dingtalk_secret" text,
	"custom_template" jsonb,
	"custom_headers" text,
	"proxy_url" text,
	"proxy_fallback_to_direct" boolean DEFAULT false NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"last_test_at" timestamp with time zone,
	"last_test_result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_targets_type" CHECK (provider_type IN ('wechat', 'feishu', 'dingtalk', 'telegram', 'custom')),
	CONSTRAINT "webhook_targets_name_length" CHECK (length(name) BETWEEN 1 AND 100)
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "providers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"description" text,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"secret_hint" text NOT NULL,
	"website_url" text,
	"type" text DEFAULT 'claude' NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"weight" integer DEFAULT 1 NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"cost_multiplier" numeric(10, 4) DEFAULT '1' NOT NULL,
	"groups" text[] DEFAULT '{}'::text[] NOT NULL,
	"allowed_models" text[] DEFAULT '{}'::text[] NOT NULL,
	"model_redirects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"join_claude_pool" boolean DEFAULT false NOT NULL,
	"limit_5h_usd" numeric(12, 2),
	"limit_daily_usd" numeric(12, 2),
	"limit_weekly_usd" numeric(12, 2),
	"limit_monthly_usd" numeric(12, 2),
	"limit_total_usd" numeric(12, 2),
	"daily_reset_mode" text DEFAULT 'fixed' NOT NULL,
	"daily_reset_time" text DEFAULT '00:00' NOT NULL,
	"total_since" timestamp with time zone,
	"concurrent_sessions" integer,
	"max_retry_attempts" integer,
	"breaker_failure_threshold" integer DEFAULT 5 NOT NULL,
	"breaker_open_duration_ms" integer DEFAULT 1800000 NOT NULL,
	"breaker_half_open_successes" integer DEFAULT 2 NOT NULL,
	"first_byte_timeout_ms" integer DEFAULT 0 NOT NULL,
	"idle_timeout_ms" integer DEFAULT 0 NOT NULL,
	"total_timeout_ms" integer DEFAULT 0 NOT NULL,
	"proxy_url" text,
	"proxy_fallback_to_direct" boolean DEFAULT false NOT NULL,
	"preserve_client_ip" boolean DEFAULT false NOT NULL,
	"custom_headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cache_ttl_preference" text,
	"context_1m_preference" text,
	"codex_instructions_strategy" text DEFAULT 'auto' NOT NULL,
	"codex_reasoning_effort" text,
	"codex_reasoning_summary" text,
	"codex_text_verbosity" text,
	"codex_parallel_tool_calls" boolean,
	"translation_enabled" boolean DEFAULT true NOT NULL,
	"mcp_passthrough_type" text DEFAULT 'none' NOT NULL,
	"mcp_passthrough_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "providers_type" CHECK (type IN ('claude', 'claude-auth', 'codex', 'gemini', 'gemini-cli', 'openai-compatible')),
	CONSTRAINT "providers_name_length" CHECK (length(name) BETWEEN 1 AND 64),
	CONSTRAINT "providers_weight" CHECK (weight BETWEEN 1 AND 100),
	CONSTRAINT "providers_priority" CHECK (priority >= 0),
	CONSTRAINT "providers_cost_multiplier" CHECK (cost_multiplier >= 0),
	CONSTRAINT "providers_retries" CHECK (max_retry_attempts BETWEEN 1 AND 10),
	CONSTRAINT "providers_breaker" CHECK (breaker_failure_threshold >= 0 AND breaker_open_duration_ms BETWEEN 1000 AND 86400000
        AND breaker_half_open_successes BETWEEN 1 AND 10),
	CONSTRAINT "providers_timeouts" CHECK (first_byte_timeout_ms >= 0 AND idle_timeout_ms >= 0 AND total_timeout_ms >= 0),
	CONSTRAINT "providers_cache_ttl" CHECK (cache_ttl_preference IN ('5m', '1h')),
	CONSTRAINT "providers_context_1m" CHECK (context_1m_preference IN ('force_enable', 'disabled')),
	CONSTRAINT "providers_codex_instructions" CHECK (codex_instructions_strategy IN ('auto', 'force_official', 'keep_original')),
	CONSTRAINT "providers_mcp" CHECK (mcp_passthrough_type IN ('none', 'minimax', 'glm', 'custom')),
	CONSTRAINT "providers_daily_reset_mode" CHECK (daily_reset_mode IN ('fixed', 'rolling')),
	CONSTRAINT "providers_daily_reset_time" CHECK (daily_reset_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "providers_limits_positive" CHECK (limit_5h_usd > 0 AND limit_daily_usd > 0 AND limit_weekly_usd > 0 AND limit_monthly_usd > 0
      AND limit_total_usd > 0 AND concurrent_sessions > 0)
);
--> statement-breakpoint
CREATE TABLE "request_bodies" (
	"request_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"request_headers" jsonb,
	"request_body" text,
	"response_headers" jsonb,
	"response_body" text,
	"is_truncated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "request_bodies_created_at_request_id_pk" PRIMARY KEY("created_at","request_id")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"status_code" integer NOT NULL,
	"error_code" text,
	"error_message" text,
	"blocked_by" text,
	"blocked_reason" jsonb,
	"user_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"protocol" text NOT NULL,
	"method" text NOT NULL,
	"endpoint" text NOT NULL,
	"model" text,
	"served_model" text,
	"is_stream" boolean NOT NULL,
	"session_id" text,
	"sequence" integer,
	"messages_count" integer,
	"duration_ms" integer NOT NULL,
	"first_byte_ms" integer,
	"request_bytes" bigint NOT NULL,
	"response_bytes" bigint NOT NULL,
	"client_ip" text,
	"user_agent" text,
	"attempts" integer NOT NULL,
	"decision" json NOT NULL,
	CONSTRAINT "requests_created_at_id_pk" PRIMARY KEY("created_at","id"),
	CONSTRAINT "requests_outcome" CHECK (outcome IN ('completed', 'failed', 'client_aborted', 'refused', 'intercepted'))
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "error_rules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "error_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"pattern" text NOT NULL,
	"match_type" text DEFAULT 'regex' NOT NULL,
	"category" text NOT NULL,
	"description" text,
	"override_response" jsonb,
	"override_status_code" integer,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "error_rules_match_type" CHECK (match_type IN ('regex', 'contains', 'exact')),
	CONSTRAINT "error_rules_status" CHECK (override_status_code BETWEEN 400 AND 599)
);
--> statement-breakpoint
CREATE TABLE "request_filters" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "request_filters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"description" text,
	"scope" text NOT NULL,
	"action" text NOT NULL,
	"match_type" text,
	"target" text NOT NULL,
	"replacement" jsonb,
	"priority" integer DEFAULT 0 NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"binding_type" text DEFAULT 'global' NOT NULL,
	"provider_ids" integer[] DEFAULT '{}'::integer[] NOT NULL,
	"group_tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_filters_scope" CHECK (scope IN ('header', 'body')),
	CONSTRAINT "request_filters_action" CHECK (action IN ('remove', 'set', 'json_path', 'text_replace')),
	CONSTRAINT "request_filters_match_type" CHECK (match_type IN ('regex', 'contains', 'exact')),
	CONSTRAINT "request_filters_binding" CHECK ((binding_type = 'global' AND provider_ids = '{}' AND group_tags = '{}')
        OR (binding_type = 'providers' AND provider_ids <> '{}' AND group_tags = '{}')
        OR (binding_type = 'groups' AND provider_ids = '{}' AND group_tags <> '{}'))
);
--> statement-breakpoint
CREATE TABLE "sensitive_words" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sensitive_words_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"word" text NOT NULL,
	"match_type" text DEFAULT 'contains' NOT NULL,
	"description" text,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sensitive_words_match_type" CHECK (match_type IN ('contains', 'exact', 'regex'))
);
--> statement-breakpoint
CREATE TABLE "notification_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"circuit_breaker_enabled" boolean DEFAULT false NOT NULL,
	"daily_leaderboard_enabled" boolean DEFAULT false NOT NULL,
	"daily_leaderboard_time" text DEFAULT '09:00' NOT NULL,
	"daily_leaderboard_top_n" integer DEFAULT 5 NOT NULL,
	"cost_alert_enabled" boolean DEFAULT false NOT NULL,
	"cost_alert_threshold" numeric(5, 2) DEFAULT '0.80' NOT NULL,
	"cost_alert_check_interval" integer DEFAULT 60 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_settings_singleton" CHECK (id = 1),
	CONSTRAINT "notification_settings_time" CHECK (daily_leaderboard_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "notification_settings_top_n" CHECK (daily_leaderboard_top_n BETWEEN 1 AND 20),
	CONSTRAINT "notification_settings_threshold" CHECK (cost_alert_threshold > 0 AND cost_alert_threshold <= 1),
	CONSTRAINT "notification_settings_interval" CHECK (cost_alert_check_interval BETWEEN 10 AND 1440)
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"values" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"secret_fingerprint" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_singleton" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "usage_hourly" (
	"hour" timestamp with time zone NOT NULL,
	"user_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"model" text NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"errors" bigint DEFAULT 0 NOT NULL,
	"refusals" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_5m_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_1h_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"reasoning_tokens" bigint DEFAULT 0 NOT NULL,
	"web_searches" bigint DEFAULT 0 NOT NULL,
	"cost_usd" numeric(27, 15) DEFAULT '0' NOT NULL,
	"unpriced_calls" bigint DEFAULT 0 NOT NULL,
	"duration_ms_sum" bigint DEFAULT 0 NOT NULL,
	"first_byte_ms_sum" bigint DEFAULT 0 NOT NULL,
	"first_byte_count" bigint DEFAULT 0 NOT NULL,
	"rated_output_tokens" bigint DEFAULT 0 NOT NULL,
	"rated_ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_hourly_hour_user_id_key_id_provider_id_model_pk" PRIMARY KEY("hour","user_id","key_id","provider_id","model")
);
--> statement-breakpoint
CREATE TABLE "usage_ledger" (
	"request_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"user_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"model" text NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_5m_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_1h_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"reasoning_tokens" bigint DEFAULT 0 NOT NULL,
	"web_searches" bigint DEFAULT 0 NOT NULL,
	"cost_usd" numeric(21, 15),
	"cost_multiplier" numeric(10, 4) NOT NULL,
	"price_id" bigint,
	"price_source" text,
	"is_estimated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "usage_ledger_request_id_attempt_pk" PRIMARY KEY("request_id","attempt"),
	CONSTRAINT "usage_ledger_attempt" CHECK (attempt > 0),
	CONSTRAINT "usage_ledger_priced" CHECK ((cost_usd IS NULL) = (price_id IS NULL))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"groups" text[] DEFAULT '{}'::text[] NOT NULL,
	"rpm_limit" integer,
	"limit_5h_usd" numeric(12, 2),
	"limit_daily_usd" numeric(12, 2),
	"limit_weekly_usd" numeric(12, 2),
	"limit_monthly_usd" numeric(12, 2),
	"limit_total_usd" numeric(12, 2),
	"daily_reset_mode" text DEFAULT 'fixed' NOT NULL,
	"daily_reset_time" text DEFAULT '00:00' NOT NULL,
	"total_since" timestamp with time zone,
	"concurrent_sessions" integer,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"expires_at" timestamp with time zone,
	"allowed_clients" text[] DEFAULT '{}'::text[] NOT NULL,
	"allowed_models" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "users_role" CHECK (role IN ('admin', 'user')),
	CONSTRAINT "users_name_length" CHECK (length(name) BETWEEN 1 AND 64),
	CONSTRAINT "users_rpm_positive" CHECK (rpm_limit > 0),
	CONSTRAINT "users_daily_reset_mode" CHECK (daily_reset_mode IN ('fixed', 'rolling')),
	CONSTRAINT "users_daily_reset_time" CHECK (daily_reset_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "users_limits_positive" CHECK (limit_5h_usd > 0 AND limit_daily_usd > 0 AND limit_weekly_usd > 0 AND limit_monthly_usd > 0
      AND limit_total_usd > 0 AND concurrent_sessions > 0)
);
--> statement-breakpoint
ALTER TABLE "web_sessions" ADD CONSTRAINT "web_sessions_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breaker_events" ADD CONSTRAINT "breaker_events_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_bindings" ADD CONSTRAINT "notification_bindings_target_id_webhook_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."webhook_targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_target_id_webhook_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."webhook_targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_ledger" ADD CONSTRAINT "usage_ledger_price_id_model_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."model_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_time" ON "audit_log" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "job_runs_latest" ON "job_runs" USING btree ("job","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "web_sessions_token" ON "web_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "web_sessions_expiry" ON "web_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_name_live" ON "api_keys" USING btree ("user_id","name") WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX "api_keys_user" ON "api_keys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "breaker_events_provider" ON "breaker_events" USING btree ("provider_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_prices_current" ON "model_prices" USING btree ("model","source") WHERE superseded_at IS NULL;--> statement-breakpoint
CREATE INDEX "model_prices_history" ON "model_prices" USING btree ("model","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_bindings_pair" ON "notification_bindings" USING btree ("notification_type","target_id");--> statement-breakpoint
CREATE INDEX "notification_bindings_target" ON "notification_bindings" USING btree ("target_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_deliveries_once" ON "notification_deliveries" USING btree ("target_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "notification_deliveries_due" ON "notification_deliveries" USING btree ("next_try_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "notification_deliveries_time" ON "notification_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "requests_user" ON "requests" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "requests_key" ON "requests" USING btree ("key_id","created_at");--> statement-breakpoint
CREATE INDEX "requests_provider" ON "requests" USING btree ("provider_id","created_at");--> statement-breakpoint
CREATE INDEX "requests_session" ON "requests" USING btree ("session_id","created_at") WHERE session_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "requests_not_ok" ON "requests" USING btree ("created_at","id") WHERE status_code <> 200;--> statement-breakpoint
CREATE UNIQUE INDEX "error_rules_pattern" ON "error_rules" USING btree ("pattern");--> statement-breakpoint
CREATE UNIQUE INDEX "sensitive_words_word" ON "sensitive_words" USING btree ("word","match_type");--> statement-breakpoint
CREATE INDEX "usage_hourly_user" ON "usage_hourly" USING btree ("user_id","hour");--> statement-breakpoint
CREATE INDEX "usage_hourly_key" ON "usage_hourly" USING btree ("key_id","hour");--> statement-breakpoint
CREATE INDEX "usage_hourly_provider" ON "usage_hourly" USING btree ("provider_id","hour");--> statement-breakpoint
CREATE INDEX "usage_ledger_time" ON "usage_ledger" USING btree ("occurred_at");--> statement-breakpoint
-- Written by hand from here on: what the Drizzle schema cannot express.
-- Rows outside every prepared partition go to the default one, so that nothing is ever refused for its date.
CREATE TABLE "requests_default" PARTITION OF "requests" DEFAULT;--> statement-breakpoint
CREATE TABLE "request_bodies_default" PARTITION OF "request_bodies" DEFAULT;--> statement-breakpoint
-- Whoever changes configuration, by whatever means, tells all replicas, which then reload their snapshot.
CREATE FUNCTION "notify_configuration_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('configuration_changed', TG_TABLE_NAME);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "users_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "users"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "api_keys_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "api_keys"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "providers_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "providers"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "model_prices_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "model_prices"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "error_rules_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "error_rules"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "request_filters_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "request_filters"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "sensitive_words_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "sensitive_words"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();--> statement-breakpoint
CREATE TRIGGER "settings_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "settings"
	FOR EACH STATEMENT EXECUTE FUNCTION "notify_configuration_changed"();
