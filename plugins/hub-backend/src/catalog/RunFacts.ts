import {
  noRuns,
  Result,
  RunCounts,
  RunPhase,
  runState,
  TrendPoint,
  Verdict,
} from '@illm-lab/plugin-hub-common';
import { Knex } from 'knex';
import { durationP95 } from './durationP95';

/** Runs whose latency makes up a trend. */
const TREND_RUNS = 20;
/** Latencies that are kept, so that results are not parsed for each visitor. */
const KEPT = 5_000;

interface CountRow {
  experiment: string;
  phase: RunPhase;
  verdict: Verdict | null;
  runs: number | string;
}

interface TrendRow {
  id: string;
  experiment: string;
  number: number;
  created_at: string;
  verdict: Verdict;
  message: string;
}

/** A result that was collected again says something else. */
const keyOf = ({ id, message }: TrendRow) => `${id} ${message}`;

/** What the run history says in numbers, counted by the database. */
export class RunFacts {
  /** p95 by run and what its result says; null when that measured none. */
  private readonly known = new Map<string, number | null>();

  constructor(private readonly knex: Knex) {}

  /**
   * Runs by experiment.
   *
   * @param since - only those created from then on, RFC 3339 in UTC
   */
  async counts(since?: string): Promise<Map<string, RunCounts>> {
    const rows = (await this.knex('runs')
      .leftJoin('results', 'results.run_id', 'runs.id')
      .modify(query => {
        if (since !== undefined) query.where('runs.created_at', '>=', since);
      })
      .groupBy('runs.experiment', 'runs.phase', 'results.verdict')
      .select('runs.experiment', 'runs.phase', 'results.verdict')
      .count({ runs: '*' })) as unknown as CountRow[];
    const counts = new Map<string, RunCounts>();
    for (const row of rows) {
      const mine = counts.get(row.experiment) ?? noRuns();
      counts.set(row.experiment, mine);
      const runs = Number(row.runs);
      mine.total += runs;
      mine[runState(row)] += runs;
    }
    return counts;
  }

  /** Latency of each experiment's last runs, oldest first. */
  async trends(): Promise<Map<string, TrendPoint[]>> {
    const rows: TrendRow[] = await this.knex
      .with('ranked', query =>
        query
          .from('results')
          .join('runs', 'runs.id', 'results.run_id')
          .select(
            'runs.id',
            'runs.experiment',
            'runs.number',
            'runs.created_at',
            'results.verdict',
            'results.message',
            this.knex.raw(
              'row_number() over (partition by runs.experiment order by runs.number desc) as place',
            ),
          ),
      )
      .from('ranked')
      .where('place', '<=', TREND_RUNS)
      .orderBy('number')
      .select();
    const measured = await this.measured(rows);
    const trends = new Map<string, TrendPoint[]>();
    for (const row of rows) {
      const p95 = measured.get(row.id);
      if (typeof p95 === 'number') {
        const trend = trends.get(row.experiment) ?? [];
        trends.set(row.experiment, trend);
        trend.push({
          run: row.id,
          number: row.number,
          at: row.created_at,
          p95,
          verdict: row.verdict,
        });
      }
    }
    return trends;
  }

  private async measured(rows: TrendRow[]) {
    const unknown = rows.filter(row => !this.known.has(keyOf(row)));
    if (unknown.length > 0) {
      const documents = new Map<string, string>(
        (
          await this.knex('results')
            .whereIn(
              'run_id',
              unknown.map(({ id }) => id),
            )
            .select('run_id', 'document')
        ).map(({ run_id, document }) => [run_id, document]),
      );
      for (const row of unknown) {
        const document = documents.get(row.id);
        const p95 = document
          ? durationP95(JSON.parse(document) as Result)
          : undefined;
        this.known.set(keyOf(row), p95 ?? null);
      }
    }
    const values = new Map(
      rows.map(row => [row.id, this.known.get(keyOf(row))]),
    );
    // The oldest go first: a Map keeps the order in which it was filled.
    for (const key of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(key);
    }
    return values;
  }
}
