import type { ComponentProps } from 'react'
import styles from './ScrollRegion.module.css'

interface Props extends Omit<ComponentProps<'div'>, 'role' | 'tabIndex' | 'aria-label'> {
  /** What it holds and that it scrolls, as “Results table, scrolls sideways”. */
  label: string
}

/** Lets something wide scroll within itself, by keyboard too. */
export function ScrollRegion({ label, className, ...rest }: Props) {
  return (
    <div
      {...rest}
      className={className === undefined ? styles.region : `${styles.region} ${className}`}
      role="region"
      aria-label={label}
      tabIndex={0}
    />
  )
}
