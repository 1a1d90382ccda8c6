import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import { EntityLinks, experimentRefs } from '../components/EntityLinks';
import { Facts, FactsCard } from '../components/Facts';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { SpendText } from '../components/SpendText';
import { runsWords } from '../format/counts';
import { useTeams } from '../state/catalogQueries';
import { useSpend } from '../state/useSpend';

/** The row of the page Teams, as a card on the team's own page. */
export const TeamFactsCard = () => {
  const { entity } = useEntity();
  const { data, error, refetch } = useTeams();
  const spend = useSpend('team');
  const ref = stringifyEntityRef(entity);
  const team = data?.items.find(({ entityRef }) => entityRef === ref);
  return (
    <FactsCard title="Work and spend">
      {error && !data && (
        <Problem what="The team" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={96} />}
      {team && (
        <>
          <SourceNotice
            source={spend.source}
            error={spend.error}
            what="Spend"
          />
          <Facts
            items={[
              {
                name: 'Experiments',
                value: (
                  <EntityLinks
                    refs={experimentRefs(team.experiments)}
                    defaultKind="component"
                  />
                ),
              },
              { name: 'Runs, 30 days', value: runsWords(team.runs) },
              {
                name: 'Spend, 30 days',
                value: <SpendText spend={spend} of={team.name} />,
              },
              {
                name: 'Cost center',
                value: (
                  <EntityLinks refs={team.costCenters} defaultKind="group" />
                ),
              },
            ]}
          />
        </>
      )}
    </FactsCard>
  );
};
