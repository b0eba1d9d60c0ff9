/** The parts of the Method page, in their order: their ids and headings. */
export const sections = [
  { id: 'pipeline', title: 'Pipeline' },
  { id: 'weights', title: 'PEAR’s weights' },
  { id: 'example', title: 'A worked example' },
  { id: 'why', title: 'Why they point the right way' },
  { id: 'objectives', title: 'Arms and controls' },
  { id: 'options', title: 'Choices the paper leaves open' },
  { id: 'grpo', title: 'RL' },
  { id: 'evaluation', title: 'Evaluation and statistics' },
  { id: 'policies', title: 'Policies and games' },
  { id: 'claims', title: 'What is claimed, and what not' },
  { id: 'presets', title: 'Experiments worth opening' },
  { id: 'glossary', title: 'Glossary' },
] as const

export type SectionId = (typeof sections)[number]['id']

/** The id of a section's element. */
export const elementId = (id: SectionId): string => `method-${id}`
