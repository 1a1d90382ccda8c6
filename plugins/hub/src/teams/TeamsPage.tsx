import { Container, Skeleton } from '@backstage/ui';
import { PageSentence } from '../components/PageSentence';
import { PageNotices } from '../components/PageNotices';
import { plural } from '../format/counts';
import { money } from '../format/money';
import { useTeams } from '../state/catalogQueries';
import { type Spend, useSpend } from '../state/useSpend';
import { TeamsTable } from './TeamsTable';

/** All teams: who is in them, what they own, ran and spent. */
export const TeamsPage = () => {
  const { data } = useTeams();
  const spend = useSpend('team');
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      <PageSentence>
        {data ? (
          sentence(data.items, spend)
        ) : (
          <Skeleton width={320} height={28} />
        )}
      </PageSentence>
      <TeamsTable />
    </Container>
  );
};

function sentence(
  teams: { name: string; runs: { total: number; failed: number } }[],
  spend: Spend,
): string {
  const runs = teams.reduce((sum, team) => sum + team.runs.total, 0);
  const failed = teams.reduce((sum, team) => sum + team.runs.failed, 0);
  const spent = teams.reduce((sum, { name }) => sum + (spend.of(name) ?? 0), 0);
  return [
    plural(teams.length, 'team'),
    `${plural(runs, 'run')} in 30 days${
      failed > 0 ? `, ${failed} failed` : ''
    }`,
    spend.known && `${money(spent, spend.currency)} spent`,
  ]
    .filter(Boolean)
    .join(' · ');
}
