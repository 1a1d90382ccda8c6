import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { type TemplateCard as Stock } from '@backstage/plugin-scaffolder-react/alpha';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { type ComponentProps } from 'react';

/** A template to choose; of the stock card its links have no names, and a button is in another. */
export const TemplateCard = ({
  template,
  onSelected,
}: ComponentProps<typeof Stock>) => {
  const { name, title = name, description } = template.metadata;
  const { owner } = template.spec;
  const { allowed } = usePermission({ permission: taskCreatePermission });
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          {title}
        </Text>
      </CardHeader>
      <CardBody>
        <Text as="p">{description}</Text>
      </CardBody>
      <CardFooter>
        <Flex justify="between" align="center">
          {owner ? (
            <EntityRefLink
              entityRef={parseEntityRef(owner, { defaultKind: 'group' })}
            />
          ) : (
            <span />
          )}
          <Button
            variant="secondary"
            aria-label={`Choose ${title}`}
            isDisabled={!allowed}
            onPress={() => onSelected?.()}
          >
            Choose
          </Button>
        </Flex>
      </CardFooter>
    </Card>
  );
};
