import { CostData } from './allocation';
import { NoOpenCostError, parseCosts } from './parseOpenCost';
import { HOUR, Span, toWindow } from './windows';

/** OpenCost counts one query through Prometheus after the other. */
const TIMEOUT_MS = 5_000;
/** A larger answer than this is not read to its end. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * How finely a pod's time is looked at. OpenCost counts from the first look at
 * which it ran to the last; with its usual minute a pod of a run, which lives for
 * two, loses one of them. Over longer stretches a minute is no matter.
 */
const FINE = { resolution: '15s', upTo: HOUR };

/** OpenCost takes no fractions of a second. */
const seconds = (time: string) => time.replace('.000Z', 'Z');

/** Asks OpenCost. Its answers are checked before anybody relies on them. */
export class OpenCostClient {
  constructor(
    private readonly options: {
      url: string;
      /** Bearer token of each request, where one is asked for. */
      token?: string;
      timeoutMs?: number;
      maxBytes?: number;
    },
  ) {}

  /**
   * What a stretch of time cost, by pod.
   *
   * Neither aggregation nor filters nor sharing of idle is asked for: version
   * 1.108 answers an unknown aggregation with one item called "" and ignores
   * filters and shareIdle, so all of that is done here.
   *
   * @param span - whole minutes that have passed, see `latest`
   * @throws with a reason that completes the sentence “OpenCost …”
   */
  async read(span: Span): Promise<CostData> {
    const { from, to } = toWindow(span);
    const window = `${seconds(from)},${seconds(to)}`;
    const [allocations, assets] = await Promise.all([
      this.get('/allocation', {
        window,
        ...(span.to - span.from <= FINE.upTo && {
          resolution: FINE.resolution,
        }),
      }),
      this.get('/assets', { window }),
    ]);
    return parseCosts({ allocations, assets });
  }

  private async get(
    path: string,
    query: Record<string, string>,
  ): Promise<unknown> {
    const {
      url,
      token,
      timeoutMs = TIMEOUT_MS,
      maxBytes = MAX_BYTES,
    } = this.options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await again(() =>
        fetch(`${url}${path}?${new URLSearchParams(query)}`, {
          signal,
          redirect: 'error',
          headers: token ? { authorization: `Bearer ${token}` } : undefined,
        }),
      );
      const text = await textOf(response, maxBytes);
      if (!response.ok) {
        throw new Error(
          `answered with status ${response.status}: ${text
            .slice(0, 200)
            .trim()}`,
        );
      }
      return JSON.parse(text);
    } catch (error) {
      throw new Error(reason(error, signal, timeoutMs), { cause: error });
    }
  }
}

/** The answer's text; a length that it states may be missing, so bytes are counted. */
async function textOf(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest of the answer.
    if (bytes > maxBytes) throw new Error('answered more than can be read');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * A connection that was kept may have been closed meanwhile, by a restart for one;
 * that shows at the next request, which is then sent again.
 */
async function again(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code === 'UND_ERR_SOCKET' || cause?.code === 'ECONNRESET') {
      return send();
    }
    throw error;
  }
}

function reason(error: unknown, signal: AbortSignal, timeoutMs: number) {
  if (signal.aborted) return `did not answer within ${timeoutMs / 1000} s`;
  const { name, message, cause } = error as Error;
  if (name === 'SyntaxError') return new NoOpenCostError('JSON').message;
  // fetch itself only says “fetch failed”.
  return name === 'TypeError'
    ? (cause as Error | undefined)?.message || message
    : message;
}
