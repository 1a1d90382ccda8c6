import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiStopCircleLine,
  RiTimeLine,
} from '@remixicon/react';
import { type Status, type Tone } from '../format/phase';
import styles from './StatusTag.module.css';

const ICONS: Record<Tone, typeof RiTimeLine> = {
  waiting: RiTimeLine,
  running: RiLoader4Line,
  good: RiCheckboxCircleFill,
  bad: RiCloseCircleFill,
  stopped: RiStopCircleLine,
};

/** The icon of a state; the word beside it carries the meaning. */
export const StatusIcon = ({
  tone,
  size = 16,
}: {
  tone: Tone;
  size?: number;
}) => {
  const Icon = ICONS[tone];
  return (
    <Icon size={size} aria-hidden className={styles.icon} data-tone={tone} />
  );
};

/** A state by icon, word and colour together. */
export const StatusTag = ({ status }: { status: Status }) => (
  <span className={styles.tag} data-tone={status.tone}>
    <StatusIcon tone={status.tone} />
    {status.word}
  </span>
);
