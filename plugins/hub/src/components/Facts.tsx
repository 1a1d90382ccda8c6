import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { type ReactNode } from 'react';
import styles from './Facts.module.css';

/** A card of names and values. */
export const FactsCard = ({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}) => (
  <Card>
    <CardHeader>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
    </CardHeader>
    <CardBody>{children}</CardBody>
  </Card>
);

/** Names with their values; what has none is left out. */
export const Facts = ({
  items,
}: {
  items: { name: string; value: ReactNode }[];
}) => (
  <dl className={styles.facts}>
    {items.map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
