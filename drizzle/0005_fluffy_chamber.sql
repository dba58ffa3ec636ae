CREATE TABLE "usage_daily" (
	"zone" text NOT NULL,
	"scope" text NOT NULL,
	"day" date NOT NULL,
	"subject_id" integer NOT NULL,
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
	"cached_calls" bigint DEFAULT 0 NOT NULL,
	"cached_call_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_calls_usd" numeric(27, 15) DEFAULT '0' NOT NULL,
	"duration_ms_sum" bigint DEFAULT 0 NOT NULL,
	"first_byte_ms_sum" bigint DEFAULT 0 NOT NULL,
	"first_byte_count" bigint DEFAULT 0 NOT NULL,
	"rated_output_tokens" bigint DEFAULT 0 NOT NULL,
	"rated_ms" bigint DEFAULT 0 NOT NULL,
	"losses" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_daily_zone_scope_day_subject_id_model_pk" PRIMARY KEY("zone","scope","day","subject_id","model"),
	CONSTRAINT "usage_daily_scope" CHECK (scope IN ('user', 'provider', 'model'))
);
--> statement-breakpoint
DROP INDEX "requests_user";--> statement-breakpoint
DROP INDEX "requests_key";--> statement-breakpoint
DROP INDEX "requests_provider";--> statement-breakpoint
DROP INDEX "requests_session";--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cached_calls" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cached_call_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cache_write_calls_usd" numeric(27, 15) DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "requests_model" ON "requests" USING btree ("model","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_served_model" ON "requests" USING btree ((CASE WHEN served_model <> model THEN served_model END),"created_at","id") WHERE served_model <> model;--> statement-breakpoint
CREATE INDEX "requests_endpoint" ON "requests" USING btree ("endpoint","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_status" ON "requests" USING btree ("status_code","created_at","id") WHERE status_code <> 200;--> statement-breakpoint
CREATE INDEX "requests_retried" ON "requests" USING btree ("created_at","id","attempts") WHERE attempts > 1;--> statement-breakpoint
CREATE INDEX "requests_limited" ON "requests" USING btree ("created_at") WHERE error_code IN ('rpm_limit', 'concurrent_sessions_limit', 'spend_limit');--> statement-breakpoint
CREATE INDEX "requests_user" ON "requests" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_key" ON "requests" USING btree ("key_id","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_provider" ON "requests" USING btree ("provider_id","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_session" ON "requests" USING btree ("session_id" text_pattern_ops,"created_at","id") WHERE session_id IS NOT NULL;