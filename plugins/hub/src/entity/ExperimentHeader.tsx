import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useEntity,
  useEntityPresentation,
  useStarredEntity,
} from '@backstage/plugin-catalog-react';
import { type EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon, ButtonLink, Header } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiPlayLine,
  RiStarFill,
  RiStarLine,
} from '@remixicon/react';
import { useState } from 'react';
import { EntityLink } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { formPath } from '../routes';
import { RunDialog } from '../runDialog/RunDialog';

/** Top of an experiment's page in the catalog, with what one comes for: Run. */
export const ExperimentHeader = ({
  tabs,
  activeTabId,
}: EntityHeaderLayoutProps) => {
  const { entity } = useEntity();
  const { primaryTitle } = useEntityPresentation(entity);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  const [running, setRunning] = useState(false);
  const { name } = entity.metadata;
  const owner = entity.relations?.find(({ type }) => type === 'ownedBy');
  return (
    <>
      <Header
        title={primaryTitle}
        tags={[{ label: 'Experiment' }]}
        metadata={
          owner && [
            {
              label: 'Owner',
              value: (
                <EntityLink entityRef={owner.targetRef} defaultKind="group" />
              ),
            },
          ]
        }
        tabs={tabs}
        activeTabId={activeTabId}
        customActions={
          <>
            <PermittedButton
              permission="create"
              experiment={name}
              variant="primary"
              iconStart={<RiPlayLine />}
              onPress={() => setRunning(true)}
            >
              Run…
            </PermittedButton>
            <ButtonLink
              variant="secondary"
              iconStart={<RiDeleteBinLine />}
              href={formPath('remove-experiment', {
                experiment: stringifyEntityRef(entity),
              })}
            >
              Remove…
            </ButtonLink>
            <ButtonIcon
              variant="secondary"
              aria-label={
                isStarredEntity ? 'Remove from favorites' : 'Add to favorites'
              }
              icon={isStarredEntity ? <RiStarFill /> : <RiStarLine />}
              onPress={() => toggleStarredEntity()}
            />
          </>
        }
      />
      <RunDialog
        experiment={name}
        isOpen={running}
        onClose={() => setRunning(false)}
      />
    </>
  );
};
