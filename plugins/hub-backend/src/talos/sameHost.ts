import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** An address in the one spelling that URLs have; a name in small letters. */
export function canonical(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) === 6
    ? new URL(`http://[${bare.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
    : bare.toLowerCase().replace(/\.$/, '');
}

/** Looks a name up; all its addresses, none when nobody knows it. */
export type Resolve = (name: string) => Promise<string[]>;

const resolveByDns: Resolve = async name => {
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
};

/**
 * Which hosts are one: the same address in another spelling, or a name and what
 * DNS says of it. Names are looked up by {@link HostBook.learn} and kept.
 */
export class HostBook {
  private readonly known = new Map<string, string[]>();

  constructor(private readonly resolve: Resolve = resolveByDns) {}

  /** Looks up those of these that are names. What DNS no longer knows is kept. */
  async learn(hosts: string[]): Promise<void> {
    await Promise.all(
      hosts
        .filter(host => isIP(host) === 0)
        .map(async name => {
          const found = await this.resolve(name);
          if (found.length > 0) this.known.set(canonical(name), found);
        }),
    );
  }

  /** Whether two hosts are one, as far as is known. */
  same(one: string, other: string): boolean {
    const others = new Set(this.spellings(other));
    return this.spellings(one).some(spelling => others.has(spelling));
  }

  private spellings(host: string): string[] {
    const own = canonical(host);
    return [own, ...(this.known.get(own) ?? []).map(canonical)];
  }
}
