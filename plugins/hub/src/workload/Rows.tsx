import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { type ReactNode } from 'react';
import styles from './workload.module.css';

/** A list of things of one kind, each with a button that removes it. */
export function Rows<T>({
  title,
  one,
  hint,
  rows,
  onChange,
  create,
  children,
}: {
  title: string;
  /** What a single one is called, such as `header`. */
  one: string;
  hint?: string;
  rows: T[];
  onChange: (rows: T[]) => void;
  create: () => T;
  /** The fields of one. */
  children: (row: T, index: number, change: (row: T) => void) => ReactNode;
}) {
  return (
    <fieldset className={styles.rows}>
      <legend>{title}</legend>
      {hint && (
        <Text as="p" variant="body-small" color="secondary">
          {hint}
        </Text>
      )}
      {rows.map((row, index) => (
        <div
          // Rows have no name of their own and none is ever moved.
          // eslint-disable-next-line react/no-array-index-key
          key={index}
          role="group"
          aria-label={`${one} ${index + 1}`}
          className={styles.row}
        >
          <div className={styles.cells}>
            {children(row, index, changed =>
              onChange(rows.map((old, at) => (at === index ? changed : old))),
            )}
          </div>
          <ButtonIcon
            variant="tertiary"
            icon={<RiDeleteBinLine />}
            aria-label={`Remove ${one} ${index + 1}`}
            onPress={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiAddLine />}
        onPress={() => onChange([...rows, create()])}
      >
        {`Add a ${one}`}
      </Button>
    </fieldset>
  );
}
