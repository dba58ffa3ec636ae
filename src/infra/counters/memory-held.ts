import { ExpiringMap } from "@/lib/expiring-map";

/** Amounts that requests under way have reserved. Every request asks for their sum, so they are never summed up anew. */
export class Reservations {
  private sum = 0;
  private readonly amounts = new ExpiringMap<number>((amount) => {
    this.sum -= amount;
  });

  get size(): number {
    return this.amounts.size;
  }

  /** @param amount an integer, so that the sum stays exact */
  set(id: string, amount: number, expiresAt: number): void {
    this.amounts.set(id, amount, expiresAt);
    this.sum += amount;
  }

  delete(id: string): void {
    this.amounts.delete(id);
  }

  extend(id: string, expiresAt: number): void {
    this.amounts.extend(id, expiresAt);
  }

  total(now: number): number {
    this.amounts.sweep(now);
    return this.sum;
  }
}

/** Who is at work. One member may be in several times, once per admission. */
export class Members {
  private readonly admissions = new Map<string, number>();
  private readonly members = new ExpiringMap<string>((member) => {
    const others = (this.admissions.get(member) ?? 0) - 1;
    if (others > 0) this.admissions.set(member, others);
    else this.admissions.delete(member);
  });

  set(id: string, member: string, expiresAt: number): void {
    this.members.set(id, member, expiresAt);
    this.admissions.set(member, (this.admissions.get(member) ?? 0) + 1);
  }

  delete(id: string): void {
    this.members.delete(id);
  }

  extend(id: string, expiresAt: number): void {
    this.members.extend(id, expiresAt);
  }

  has(member: string, now: number): boolean {
    this.members.sweep(now);
    return this.admissions.has(member);
  }

  /** Different members. */
  count(now: number): number {
    this.members.sweep(now);
    return this.admissions.size;
  }
}
