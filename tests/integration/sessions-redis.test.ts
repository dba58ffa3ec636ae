import { testSessions } from "../support/session-cases";

/** Two hubs on one Redis. */
testSessions(true);
