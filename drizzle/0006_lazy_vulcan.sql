CREATE TABLE "client_uses" (
	"user_id" integer NOT NULL,
	"user_agent" text NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "client_uses_user_id_user_agent_pk" PRIMARY KEY("user_id","user_agent")
);
--> statement-breakpoint
ALTER TABLE "webhook_targets" ADD COLUMN "feishu_secret" text;