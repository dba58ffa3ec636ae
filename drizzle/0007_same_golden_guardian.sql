CREATE TABLE "provider_hourly" (
	"hour" timestamp with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"errors" bigint DEFAULT 0 NOT NULL,
	"duration_ms_sum" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_hourly_hour_provider_id_pk" PRIMARY KEY("hour","provider_id")
);
--> statement-breakpoint
ALTER TABLE "usage_daily" DROP CONSTRAINT "usage_daily_scope";--> statement-breakpoint
-- Those by provider and those by model are replaced by those of both; the hub makes them anew when it starts.
DELETE FROM "usage_daily" WHERE "scope" <> 'user';--> statement-breakpoint
ALTER TABLE "usage_daily" ADD CONSTRAINT "usage_daily_scope" CHECK (scope IN ('user', 'provider_model'));