import { testSessions } from "../support/session-cases";

testSessions(false);
