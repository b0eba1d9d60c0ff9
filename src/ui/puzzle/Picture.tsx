import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  /** Everything that the drawing shows, in words. */
  words: string
  /** In pixels; a narrower page scales the drawing down. */
  width: number
  height: number
  children: ReactNode
}

/** The frame of every drawing of a puzzle: an image with a name and a description for who does not see it. */
export function Picture({ title, words, width, height, children }: Props) {
  const id = useId()
  return (
    <svg
      className="puzzle"
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-words`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-words`}>{words}</desc>
      {children}
    </svg>
  )
}
