"""What a file may call the questions of a survey."""

from csp.sources import Source


def question_words(source: Source) -> dict[str, str]:
    """The id of the question that each word may mean: its id, label, wording and other names."""
    return {
        word: question.id
        for question in source.questions
        for word in (question.short, question.id, question.wording, *question.other_names)
    }
