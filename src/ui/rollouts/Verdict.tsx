/** What the verifier said, as a mark and a word: never by colour alone. Where room is scarce only the mark is seen. */
export function Verdict({ correct, brief = false }: { correct: boolean; brief?: boolean }) {
  return (
    <span className={correct ? 'verdict verdict-right' : 'verdict verdict-wrong'}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={correct ? 'M1.5 6.5 L4.7 9.7 L10.5 2.5' : 'M2 2 L10 10 M10 2 L2 10'} fill="none" strokeWidth="2" />
      </svg>
      <span className={brief ? 'visually-hidden' : undefined}>{correct ? 'Right' : 'Wrong'}</span>
    </span>
  )
}
