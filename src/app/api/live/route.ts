import { answerLive } from "@/actions/http/live-stream";

export const dynamic = "force-dynamic";

export const GET = answerLive;
