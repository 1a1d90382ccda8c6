import { RiCheckLine } from '@remixicon/react';
import styles from './wizard.module.css';

/** The pages of a form in their order; those behind the present one are links. */
export const StepList = ({
  titles,
  active,
  onGo,
}: {
  titles: string[];
  active: number;
  onGo: (step: number) => void;
}) => (
  <nav aria-label="Steps of this form">
    <ol className={styles.steps}>
      {titles.map((title, index) => (
        <li
          // The pages of a template have no name but their title, and stay.
          // eslint-disable-next-line react/no-array-index-key
          key={index}
          aria-current={index === active ? 'step' : undefined}
          data-done={index < active || undefined}
        >
          <span className={styles.number} aria-hidden>
            {index < active ? <RiCheckLine size={14} /> : index + 1}
          </span>
          {index < active ? (
            <button type="button" onClick={() => onGo(index)}>
              {title}
            </button>
          ) : (
            <span>{title}</span>
          )}
        </li>
      ))}
    </ol>
  </nav>
);
