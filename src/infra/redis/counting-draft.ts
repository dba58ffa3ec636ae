import type { Admission, Settlement } from "@/infra/counters/port";
import { AdmissionsDraft } from "./admissions-draft";
import type { Draft } from "./gathered-script";
import { WindowTable } from "./positions";
import { KeyList } from "./script";
import { SettlementsDraft } from "./settlements-draft";

/** Says that the sums were loaded; gone with them when the server loses its data. */
export const LOADED_KEY = "loaded";

/** What one run settles, and then lets in: who asks again finds settled what it was answered. */
export class CountingDraft implements Draft {
  readonly keys = new KeyList();
  private readonly windows = new WindowTable(this.keys);
  private readonly settlements = new SettlementsDraft(this.keys, this.windows);
  private readonly admissions = new AdmissionsDraft(this.keys, this.windows);

  settle(settlement: Settlement): void {
    this.settlements.add(settlement);
  }

  /** Returns the position of its reply, counted from 0. */
  admit(admission: Admission): number {
    return this.admissions.add(admission);
  }

  argument() {
    return {
      loaded: this.keys.at(LOADED_KEY),
      windows: this.windows.windows,
      ...this.settlements.argument(),
      ...this.admissions.argument(),
    };
  }
}
