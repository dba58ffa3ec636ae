CREATE TABLE "price_table_origin" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"url" text NOT NULL,
	"etag" text NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "price_table_origin_singleton" CHECK (id = 1)
);
--> statement-breakpoint
ALTER TABLE "notification_bindings" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_language" CHECK (language IN ('zh-CN', 'zh-TW', 'en', 'ja', 'ru'));