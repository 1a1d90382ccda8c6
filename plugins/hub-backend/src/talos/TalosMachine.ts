import { NodeTalos, SourceStatus } from '@illm-lab/plugin-hub-common';
import { ZodError } from 'zod';
import { CpuTimes, NO_FACTS, TalosFacts } from './facts';
import { PARTS, TalosPart, VERSION_PART } from './parts';
import { TalosClient, TalosError } from './TalosClient';

interface Gap {
  reason: string;
  lastGoodAt: string | null;
}

/** The server's certificate is looked at this often. */
const CERTIFICATE_MS = 10 * 60_000;
/** A question is due a little early rather than a whole round late. */
const SLACK_MS = 2_000;

/**
 * One machine by its Talos API: asks part by part and keeps what each part said
 * last. What fails leaves the others alone, and says why.
 */
export class TalosMachine {
  private facts: TalosFacts = NO_FACTS;
  private readonly gaps = new Map<string, Gap>();
  private readonly askedAt = new Map<string, number>();
  private readonly goodAt = new Map<string, string>();
  private cpuShare: number | null = null;
  private fault?: string = 'Not asked yet.';
  private since: string | null = null;
  private lastGoodAt?: string;
  private server?: NodeTalos['certificates'][number];
  private serverAskedAt = 0;

  constructor(
    readonly address: string,
    private readonly client: TalosClient,
    private readonly now: () => number = Date.now,
  ) {}

  /** Asks what is due; never throws. */
  async poll(): Promise<void> {
    const expired = this.expiredClient();
    if (expired) {
      this.setFault(expired);
      return;
    }
    const first = await this.ask(VERSION_PART);
    if (first instanceof TalosError && first.isUnreachable) {
      this.setFault(await this.reasonOf(first));
      return;
    }
    const due = PARTS.filter(part => this.isDue(part));
    const faults = (
      await Promise.all([...due.map(part => this.ask(part)), this.askServer()])
    ).filter(Boolean);
    // Something answers; whether that is Talos is another question.
    const nothing = first && faults.length > due.length - 1;
    this.setFault(nothing ? messageOf(first) : undefined);
  }

  close(): void {
    this.client.close();
  }

  /** What is known now. */
  current(): NodeTalos {
    const { version, schematic, cpu: _cpu, ...facts } = this.facts;
    return {
      address: this.address,
      source: this.source(),
      since: this.since,
      ...facts,
      version: version && { ...version, schematic },
      cpu: this.cpuShare,
      certificates: [
        { name: 'client' as const, ...this.client.clientCertificate() },
        ...(this.server ? [this.server] : []),
      ],
      // When nothing answers there is one reason, and the source has it.
      gaps: this.fault
        ? []
        : [...this.gaps].map(([part, gap]) => ({ part, ...gap })),
    };
  }

  private source(): SourceStatus {
    return {
      name: `Talos on ${this.address}`,
      connected: this.fault === undefined,
      ...(this.fault && { reason: this.fault }),
      ...(this.fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  private isDue({ name, everyMs }: TalosPart): boolean {
    const asked = this.askedAt.get(name);
    return asked === undefined || this.now() - asked >= everyMs - SLACK_MS;
  }

  /** Returns what went wrong. */
  private async ask(part: TalosPart): Promise<Error | undefined> {
    this.askedAt.set(part.name, this.now());
    try {
      const before = this.facts.cpu;
      const told = await part.read(this.client);
      this.facts = { ...this.facts, ...told };
      if (told.cpu) {
        this.cpuShare = shareOf(before, told.cpu);
      }
    } catch (error) {
      if (error instanceof TalosError && error.isAbsent) {
        this.facts = { ...this.facts, ...part.absent };
      } else {
        this.gaps.set(part.name, {
          reason: messageOf(error as Error),
          lastGoodAt: this.goodAt.get(part.name) ?? null,
        });
        // Asked again with the next round, whatever its pace.
        this.askedAt.delete(part.name);
        return error as Error;
      }
    }
    this.gaps.delete(part.name);
    this.goodAt.set(part.name, new Date(this.now()).toISOString());
    return undefined;
  }

  private async askServer(): Promise<undefined> {
    if (this.server && this.now() - this.serverAskedAt < CERTIFICATE_MS) return;
    try {
      const facts = await this.client.serverCertificate();
      this.server = { name: 'server', ...facts };
      this.serverAskedAt = this.now();
    } catch {
      // The calls themselves say whether the machine is reachable.
    }
  }

  private expiredClient(): string | undefined {
    const { expiresAt } = this.client.clientCertificate();
    return Date.parse(expiresAt) < this.now()
      ? `Our client certificate expired on ${expiresAt.slice(
          0,
          10,
        )}. Make a new talosconfig with “talosctl config new”, and name it in hub.talos.talosconfig.`
      : undefined;
  }

  /** gRPC says “unavailable”; a look at the connection itself says why. */
  private async reasonOf(error: TalosError): Promise<string> {
    try {
      await this.client.serverCertificate();
      return error.message;
    } catch (reason) {
      return (reason as Error).message;
    }
  }

  private setFault(fault: string | undefined): void {
    const now = new Date(this.now()).toISOString();
    if (
      this.since === null ||
      (fault === undefined) !== (this.fault === undefined)
    ) {
      this.since = now;
    }
    this.fault = fault;
    if (fault === undefined) {
      this.lastGoodAt = now;
    } else {
      // A share of the time since long ago says nothing.
      this.cpuShare = null;
      this.facts = { ...this.facts, cpu: null };
    }
  }
}

function shareOf(before: CpuTimes | null, after: CpuTimes): number | null {
  const total = after.total - (before?.total ?? 0);
  return before && total > 0
    ? Math.min(Math.max((after.busy - before.busy) / total, 0), 1)
    : null;
}

function messageOf(error: Error): string {
  if (error instanceof ZodError) {
    const [{ path, message }] = error.issues;
    return `It answered something that is no answer of Talos (${
      path.join('.') || 'document'
    }: ${message}).`;
  }
  return error.message;
}
