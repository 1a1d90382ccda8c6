import {
  adviseInput,
  type Issue,
  type RunInput,
} from '@illm-lab/plugin-hub-common';
import { FieldIssue } from '../components/FieldIssue';
import { InputEditor } from './InputEditor';
import styles from './inputs.module.css';

/** One input of a run with its editor, and under it what is wrong or unusual. */
export const InputField = ({
  input,
  value,
  issue,
  onChange,
}: {
  input: RunInput;
  value?: string;
  issue?: Issue;
  /** Given `undefined` when the field is emptied and has no default. */
  onChange: (value: string | undefined) => void;
}) => {
  const advice =
    !issue && value !== undefined ? adviseInput(input, value) : undefined;
  return (
    <div>
      <InputEditor
        input={input}
        value={value}
        isInvalid={Boolean(issue)}
        onChange={onChange}
      />
      <FieldIssue issue={issue} />
      {advice && (
        <div role="note" className={styles.note}>
          {advice.message} {advice.remedy}
        </div>
      )}
    </div>
  );
};
