import {
  Button,
  type ButtonProps,
  Tooltip,
  TooltipTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import { useId, useState } from 'react';
import styles from './OffButton.module.css';

/**
 * A button that may be off, and then says why. It can still be reached by
 * keyboard and pressed, also by a finger, which shows the reason; a screen reader
 * has it as the button's description.
 */
export const OffButton = ({
  reason,
  ...props
}: ButtonProps & {
  /** Why it is off, as a sentence. Without one it is on. */
  reason?: string;
}) => {
  const id = useId();
  const [told, setTold] = useState(false);
  if (!reason) return <Button {...props} />;
  return (
    <>
      <TooltipTrigger
        delay={0}
        isOpen={told}
        onOpenChange={setTold}
        shouldCloseOnPress={false}
      >
        <Button
          {...props}
          // `isDisabled` would take it from the keyboard, and a form is not sent.
          type="button"
          isDisabled={false}
          className={styles.off}
          aria-disabled="true"
          aria-describedby={id}
          onPress={() => setTold(true)}
        />
        <Tooltip>{reason}</Tooltip>
      </TooltipTrigger>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  );
};
