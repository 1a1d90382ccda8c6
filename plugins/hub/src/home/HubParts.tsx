import { type ComponentStatus } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import styles from './home.module.css';

/** The hub's processes and which of them work. */
export const HubParts = ({ components }: { components: ComponentStatus[] }) =>
  components.length === 0 ? null : (
    <div className={styles.block}>
      <h3>Parts</h3>
      <ul className={styles.rows}>
        {components.map(({ name, version, ready, message, restarts }) => (
          <li key={name}>
            <span>
              {name} <small>{version}</small>
            </span>
            <span className={styles.figures}>
              {ready ? '' : message}
              {restarts ? ` restarted ${restarts} times` : ''}
            </span>
            <StatusTag
              status={
                ready
                  ? { word: 'Ready', tone: 'good' }
                  : { word: 'Not ready', tone: 'waiting' }
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
