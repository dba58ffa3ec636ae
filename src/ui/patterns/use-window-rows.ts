"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** More than a tall screen shows: what the server renders before it knows the screen. */
const FIRST_ROWS = 30;
const OVERSCAN = 8;

interface WindowRows<Item, Frame extends HTMLElement> {
  /** For the element the rows stand in. */
  readonly frame: RefObject<Frame | null>;
  readonly rows: readonly { readonly item: Item; readonly index: number }[];
  /** Height of what is not rendered above the rows and below them. */
  readonly before: number;
  readonly after: number;
}

/** The rows near what the window shows, so that a list of thousands costs what one screen of it costs. */
export function useWindowRows<Item, Frame extends HTMLElement>(
  items: readonly Item[],
  rowHeight: number,
): WindowRows<Item, Frame> {
  const frame = useRef<Frame>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (frame.current) setScrollMargin(frame.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin,
    initialRect: { width: 0, height: FIRST_ROWS * rowHeight },
  });
  const near = virtualizer.getVirtualItems();
  const first = near[0]?.index ?? 0;
  const last = near.at(-1)?.index ?? -1;
  return {
    frame,
    rows: items.slice(first, last + 1).map((item, at) => ({ item, index: first + at })),
    before: first * rowHeight,
    after: (items.length - last - 1) * rowHeight,
  };
}
