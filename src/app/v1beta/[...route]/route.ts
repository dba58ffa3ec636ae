import { answerGateway } from "@/app/answer-gateway";

/** `next dev` and the fallback: in production src/server.ts answers /v1 before Next sees it. */
export const dynamic = "force-dynamic";
export {
  answerGateway as DELETE,
  answerGateway as GET,
  answerGateway as OPTIONS,
  answerGateway as PATCH,
  answerGateway as POST,
  answerGateway as PUT,
};
