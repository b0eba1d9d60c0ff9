/** The stages of a run in their order; METHOD.md, "Pipeline of one experiment". */
export const stageIds = ['pretrain', 'collect', 'sft', 'rl'] as const
export type StageId = (typeof stageIds)[number]

/** The stages as people read them. */
export const stageTitles: Readonly<Record<StageId, string>> = {
  pretrain: 'Base policy',
  collect: 'Offline data',
  sft: 'SFT',
  rl: 'RL',
}

/** A kind of work whose pieces take about the same time for each unit of cost. */
export type WorkKind = StageId | 'teacher' | 'evaluate'
