import "server-only";
import { MAX_STORED_BODY_BYTES, MAX_STORED_REQUEST_BYTES } from "@/config/limits";
import type { StoredMessages } from "@/domain/request/stored-messages";
import type { RawHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import { BodyCopy } from "./body-copy";
import { storableHeaders, storableText } from "./storable";

/** The request that was let in. */
export interface Question {
  readonly id: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/** What is set aside of one exchange's messages while they pass. */
export class MessageCopy {
  private readonly request: BodyCopy;
  private readonly response: BodyCopy;
  private responseHeaders: RawHeaders = [];

  constructor(
    private readonly question: Omit<Question, "body">,
    body: Buffer,
    private readonly lease: ByteLease,
    private readonly onKeep: (copy: MessageCopy) => void,
  ) {
    this.request = new BodyCopy(MAX_STORED_BODY_BYTES, lease);
    this.request.add(body);
    const left = MAX_STORED_REQUEST_BYTES - Math.min(body.byteLength, MAX_STORED_BODY_BYTES);
    this.response = new BodyCopy(Math.min(left, MAX_STORED_BODY_BYTES), lease);
  }

  answers(headers: RawHeaders): void {
    this.responseHeaders = headers;
  }

  /** Bytes on their way to the client. */
  add(chunk: Uint8Array): void {
    this.response.add(chunk);
  }

  /** The exchange has ended: what was set aside is to be stored. */
  keep(): void {
    this.onKeep(this);
  }

  /** As it is stored; takes its time with large bodies. */
  storable(): StoredMessages {
    const { id, receivedAt, headers } = this.question;
    return {
      requestId: id,
      createdAt: new Date(receivedAt),
      requestHeaders: storableHeaders(headers),
      requestBody: storableText(this.request.kept),
      responseHeaders: storableHeaders(this.responseHeaders),
      responseBody: storableText(this.response.kept),
      isTruncated: this.request.isIncomplete || this.response.isIncomplete,
    };
  }

  /** Its memory is free again. */
  release(): void {
    this.lease.release();
  }
}
