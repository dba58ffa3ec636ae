"use client";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

/** A request that has just ended, as the live stream tells it. */
export interface LiveRequest {
  readonly id: string;
  readonly createdAt: string;
  readonly statusCode: number;
  readonly errorCode: string | null;
  readonly model: string | null;
  readonly userId: number;
  readonly keyId: number;
  readonly providerId: number;
}

export type LiveState = "connecting" | "live" | "paused";

type Listener = (request: LiveRequest) => void;

interface Live {
  readonly state: LiveState;
  /** To requests that end. */
  readonly subscribe: (listener: Listener) => () => void;
  /** To requests that begin; told together when there are many. */
  readonly subscribeToBegins: (listener: () => void) => () => void;
}

const LiveContext = createContext<Live | null>(null);

/** One server-sent stream per tab; hidden tabs have none. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<LiveState>("connecting");
  const listeners = useRef(new Set<Listener>());
  const beginListeners = useRef(new Set<() => void>());
  useEffect(() => {
    let source: EventSource | null = null;
    const open = () => {
      setState("connecting");
      source = new EventSource("/api/live");
      source.onopen = () => setState("live");
      // The browser tries again by itself.
      source.onerror = () => setState("connecting");
      source.addEventListener("request", ({ data }: MessageEvent<string>) => {
        const request = JSON.parse(data) as LiveRequest;
        for (const listener of listeners.current) listener(request);
      });
      source.addEventListener("begin", () => {
        for (const listener of beginListeners.current) listener();
      });
    };
    const close = () => {
      source?.close();
      setState("paused");
    };
    const follow = () => (document.hidden ? close() : open());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      source?.close();
    };
  }, []);
  const [subscribe] = useState(() => (listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  });
  const [subscribeToBegins] = useState(() => (listener: () => void) => {
    beginListeners.current.add(listener);
    return () => void beginListeners.current.delete(listener);
  });
  return <LiveContext value={{ state, subscribe, subscribeToBegins }}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext)?.state ?? "paused";
}

/** Calls `listener` for every request that ends while the page is in sight. */
export function useLiveRequests(listener: Listener): void {
  const live = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live?.subscribe((request) => latest.current(request)), [live?.subscribe]);
}

/** Calls `listener` whenever something begins or ends, at most once in `everyMs`, while the page is in sight. */
export function useLiveActivity(listener: () => void, everyMs: number): void {
  const live = useContext(LiveContext);
  const latest = useRef(listener);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const notice = () => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        latest.current();
      }, everyMs);
    };
    const stops = [live?.subscribe(notice), live?.subscribeToBegins(notice)];
    return () => {
      for (const stop of stops) stop?.();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [live?.subscribe, live?.subscribeToBegins, everyMs]);
}
