import { Component, type ReactNode } from 'react'

interface Props {
  /** What is inside, for the sentence that takes its place. */
  name: string
  children: ReactNode
}

/** Shows a message where drawing its children fails: the rest of the page, and the link, stay as they are. */
export class ErrorBoundary extends Component<Props, { message: string | undefined }> {
  override state: { message: string | undefined } = { message: undefined }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === undefined) return this.props.children
    return (
      <div className="banner banner-bad" role="alert">
        <h2>{this.props.name} could not be shown</h2>
        <p>{message}</p>
        <p>The address keeps the settings, so nothing of them is lost by reloading.</p>
        <div className="actions">
          <button
            type="button"
            onClick={() => {
              window.location.reload()
            }}
          >
            Reload
          </button>
          <button
            type="button"
            onClick={() => {
              this.setState({ message: undefined })
            }}
          >
            Try again
          </button>
        </div>
      </div>
    )
  }
}
