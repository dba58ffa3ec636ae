import type { Dispatcher } from "undici";
import type { ByteSource } from "@/lib/byte-source";
import { decodedAnswer } from "./decoded-answer";
import type { RawHeaders } from "./headers";
import { classifyTransportError, UpstreamTransportError } from "./upstream-error";
import type { UpstreamResponse } from "./upstream-response";

export type { UpstreamResponse } from "./upstream-response";

interface PendingRead {
  readonly resolve: (chunk: Uint8Array | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * undici's push handler turned into a source that is pulled: at most one chunk waits here, and while it waits the
 * socket is not read, so the reader's pace becomes the upstream's.
 */
export class ResponseReader implements Dispatcher.DispatchHandler, ByteSource {
  /** Settles with the answer's head, or with the failure that came instead. */
  readonly response: Promise<UpstreamResponse>;
  /** null once it has: what settles it would hold on to who waited. */
  private settleResponse: { resolve: (r: UpstreamResponse) => void; reject: (e: unknown) => void } | null =
    null;

  private controller: Dispatcher.DispatchController | null = null;
  private readonly waiting: Uint8Array[] = [];
  private pendingRead: PendingRead | null = null;
  private hasHead = false;
  private ended = false;
  private failure: UpstreamTransportError | null = null;
  private cancelled: { readonly reason: unknown } | null = null;

  /**
   * @param sendAgain called when the exchange fails before its answer begins; returns whether it has begun anew, with
   *   this reader
   */
  constructor(private readonly sendAgain: (error: unknown) => boolean = () => false) {
    this.response = new Promise((resolve, reject) => {
      this.settleResponse = { resolve, reject };
    });
    // Who gives up before the head is in does not wait for it; that must not count as unhandled.
    this.response.catch(() => {});
  }

  read(): Promise<Uint8Array | null> {
    const chunk = this.waiting.shift();
    if (chunk) {
      if (this.waiting.length === 0) this.controller?.resume();
      return Promise.resolve(chunk);
    }
    if (this.failure) return Promise.reject(this.failure);
    if (this.ended) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.pendingRead = { resolve, reject };
    });
  }

  cancel(reason: unknown): void {
    if (this.ended || this.failure || this.cancelled) return;
    this.cancelled = { reason };
    this.waiting.length = 0;
    if (this.controller) this.controller.abort(asError(reason));
    else this.fail(asError(reason));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.cancelled) controller.abort(asError(this.cancelled.reason));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    // undici sets the raw list on the controller; its types do not say so yet.
    const raw = controller as { rawHeaders?: readonly Buffer[] | null };
    const headers = headerTexts(raw.rawHeaders ?? []);
    // They are slices of all the bytes that came with them, and the controller stays as long as the answer.
    raw.rawHeaders = null;
    this.hasHead = true;
    this.settleResponse?.resolve(decodedAnswer({ status, headers, body: this }));
    this.settleResponse = null;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (chunk.byteLength === 0) return;
    const { pendingRead } = this;
    if (pendingRead) {
      this.pendingRead = null;
      pendingRead.resolve(chunk);
      return;
    }
    this.waiting.push(chunk);
    controller.pause();
  }

  onResponseEnd(): void {
    this.ended = true;
    this.pendingRead?.resolve(null);
    this.pendingRead = null;
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.hasHead && !this.cancelled) {
      this.controller = null;
      if (this.sendAgain(error)) return;
    }
    this.fail(error);
  }

  private fail(error: unknown): void {
    const reason = this.cancelled?.reason;
    this.failure = reason instanceof UpstreamTransportError ? reason : classifyTransportError(error);
    this.settleResponse?.reject(this.failure);
    this.settleResponse = null;
    this.pendingRead?.reject(this.failure);
    this.pendingRead = null;
  }
}

function headerTexts(raw: readonly Buffer[]): RawHeaders {
  return raw.map((part) => part.toString("latin1"));
}

function asError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new UpstreamTransportError("aborted", "the request was given up", reason);
}
