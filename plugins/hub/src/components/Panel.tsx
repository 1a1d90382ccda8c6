import { Alert, Button, Text } from '@backstage/ui';
import { Component, type ReactNode, useId } from 'react';
import styles from './Panel.module.css';

/**
 * A part of a page that stands or falls by itself: a fault inside it is said in
 * its place, and the parts around it go on.
 */
export const Panel = ({
  title,
  action,
  children,
}: {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.panel}>
      <div className={styles.head}>
        <Text as="h3" id={id} variant="title-x-small" weight="bold">
          {title}
        </Text>
        {action}
      </div>
      <PanelBoundary title={title}>{children}</PanelBoundary>
    </section>
  );
};

/** Keeps a fault of what is inside from taking the page with it. */
export class PanelBoundary extends Component<
  { title: string; children: ReactNode },
  { fault?: Error }
> {
  state: { fault?: Error } = {};

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  render() {
    const { fault } = this.state;
    return fault ? (
      <Alert
        status="danger"
        icon
        role="alert"
        title={`${this.props.title} can’t be shown`}
        description={fault.message}
        customActions={
          <Button
            size="small"
            variant="secondary"
            onPress={() => this.setState({ fault: undefined })}
          >
            Try again
          </Button>
        }
      />
    ) : (
      this.props.children
    );
  }
}
