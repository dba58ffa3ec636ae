ALTER TABLE "usage_hourly" ADD COLUMN "losses" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_hourly_losses" ON "usage_hourly" USING btree ("hour") WHERE losses > 0;