/** Bounds that hold for the whole process. Sizes in bytes, times in milliseconds. */

const MIB = 1024 * 1024;

/** The largest request body accepted on `/v1`. 100 k-token contexts with images stay well below. */
export const MAX_REQUEST_BODY_BYTES = 64 * MIB;

/** The largest body an action takes: a whole price table is some megabytes. */
export const MAX_ACTION_BODY_BYTES = 16 * MIB;

/** What all requests together may hold in memory: bodies waiting to be sent, gated frames, answers being read. */
export const BUFFERED_BYTES_BUDGET = 512 * MIB;

/** A client that sends nothing of its request body for this long is told so and cut off. */
export const REQUEST_BODY_IDLE_MS = 60_000;

/** A client that is answered before it has sent its whole body may go on for this long, so that it reads the answer. */
export const UNREAD_BODY_LINGER_MS = 10_000;

/** A client that takes nothing of its answer for this long counts as gone. */
export const CLIENT_STALL_TIMEOUT_MS = 5 * 60_000;

/** An answer in one piece is looked into whole up to this size; a larger one is watched as it passes. */
export const MAX_ANSWER_COPY_BYTES = 8 * MIB;

/** Of an answer that is watched as it passes, top-level values up to this size are kept, and so many in all. */
export const MAX_DIGEST_VALUE_BYTES = 64 * 1024;
export const MAX_DIGEST_BYTES = 512 * 1024;

/** How much of an upstream's error body is read. */
export const MAX_ERROR_BODY_BYTES = 64 * 1024;

/** How long an upstream may take to deliver an error body once its headers are in. */
export const ERROR_BODY_TIMEOUT_MS = 5_000;

/** What a compressed answer may expand to. Answers are asked for uncompressed, so that few are. */
export const MAX_EXPANDED_ANSWER_BYTES = 128 * MIB;

/** Connection pools to upstreams; an origin has one for each way to it. */
export const MAX_UPSTREAM_POOLS = 256;

/** A pool that takes no new requests may finish its running ones this long. */
export const RETIRED_POOL_MAX_AGE_MS = 60 * 60_000;

/**
 * The gate holds the beginning of a stream back until content shows, within these bounds. The time counts from the
 * first byte: a client that saw nothing for longer should at least see that its answer has begun.
 */
export const GATE_MAX_BYTES = 256 * 1024;
export const GATE_MAX_EVENTS = 64;
export const GATE_MAX_MS = 3_000;

/** After a client left, the upstream is read on for its final usage, within these bounds. */
export const DRAIN_MAX_BYTES = MIB;
export const DRAIN_TIMEOUT_MS = 10_000;

/** What comes behind the end of an answer is passed on within these bounds; then the stream is closed. */
export const TAIL_MAX_BYTES = 256 * 1024;
export const TAIL_TIMEOUT_MS = 2_000;

/** Upstream calls for one client request, all providers together. */
export const MAX_UPSTREAM_CALLS = 3;

/** A call to Redis on the request path is given up after this time. */
export const COUNTERS_TIMEOUT_MS = 50;

/**
 * A reservation nobody settled (its process died) frees itself after this time; those of running requests are renewed
 * at this interval.
 */
export const RESERVATION_TTL_MS = 5 * 60_000;
export const RESERVATION_RENEWAL_MS = 60_000;

/** At shutdown the hub first says so on `/readyz` for this long, while it still listens. */
export const SHUTDOWN_NOTICE_MS = 300;

/** At shutdown running requests get this long to finish, then cleaning up gets that long. */
export const SHUTDOWN_DRAIN_MS = 20_000;
export const SHUTDOWN_CLEANUP_MS = 10_000;

/** Sessions whose provider and count the in-process counters remember. */
export const MAX_AFFINITIES = 100_000;

/**
 * What is kept of a request whose messages are stored: of a body, of both together, and of the headers of one side.
 * What goes beyond is cut off, and marked.
 */
export const MAX_STORED_BODY_BYTES = MIB;
export const MAX_STORED_REQUEST_BYTES = 1.5 * MIB;
export const MAX_STORED_HEADERS_BYTES = 16 * 1024;

/** Messages on their way to the database, all together; they are paid from the budget of all requests as well. */
export const MAX_WAITING_MESSAGES_BYTES = 64 * MIB;

/** Stored messages are dropped after this time. */
export const MESSAGES_KEPT_MS = 7 * 24 * 60 * 60_000;
