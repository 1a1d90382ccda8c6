import { type ErrorListProps } from '@rjsf/utils';
import { useEffect, useRef } from 'react';
import styles from './wizard.module.css';

const FOCUSABLE = 'input, textarea, select, button';

/** Puts the cursor into the field that an error is about. */
function focusField(property = '') {
  const id = ['root', ...property.split(/[.[\]'"]+/).filter(Boolean)].join('_');
  const found = document.getElementById(id);
  const field = found?.matches(FOCUSABLE)
    ? found
    : found?.querySelector(FOCUSABLE);
  (field as HTMLElement | null | undefined)?.focus();
}

/** All that is to be put right on a page, above it; each leads to its field. */
export const ErrorList = ({ errors }: ErrorListProps) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  return (
    <div
      ref={list}
      role="alert"
      tabIndex={-1}
      className={styles.errors}
      aria-labelledby="wizard-errors"
    >
      <strong id="wizard-errors">
        {errors.length === 1
          ? 'One thing is to be put right:'
          : `${errors.length} things are to be put right:`}
      </strong>
      <ul>
        {errors.map(({ property, message, stack }) => (
          <li key={`${property} ${message}`}>
            <button type="button" onClick={() => focusField(property)}>
              {message ?? stack}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};
