import { MAX_PER_PAGE } from '../limits';

/** Which part of a list a query asks for, as GitHub has it. */
export interface Slice {
  first?: number | null;
  last?: number | null;
  /** The `endCursor` of the part before. */
  after?: string | null;
}

/** A part of a list in GitHub's form; a cursor is the place in the list. */
export function connection<T, N>(
  all: T[],
  { first, last, after }: Slice,
  node: (item: T) => N,
) {
  const start = after ? Number(Buffer.from(after, 'base64').toString()) : 0;
  const rest = all.slice(Number.isInteger(start) ? start : 0);
  const count = Math.min(first ?? last ?? MAX_PER_PAGE, MAX_PER_PAGE);
  const from = first || !last ? 0 : Math.max(0, rest.length - count);
  const items = rest.slice(from, from + count);
  const cursor = (i: number) =>
    Buffer.from(String(start + from + i)).toString('base64');
  const nodes = items.map(node);
  return {
    totalCount: all.length,
    nodes,
    edges: nodes.map((one, i) => ({ cursor: cursor(i + 1), node: one })),
    pageInfo: {
      hasNextPage: from + count < rest.length,
      hasPreviousPage: start + from > 0,
      startCursor: items.length > 0 ? cursor(1) : null,
      endCursor: items.length > 0 ? cursor(items.length) : null,
    },
  };
}

/** A list of what the forge doesn't have. */
export const nothing = () => connection([], {}, item => item);
