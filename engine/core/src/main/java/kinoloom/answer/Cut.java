package kinoloom.answer;

/** Stands where an answer broke off, or left something out: nobody knows what would be there. */
enum Cut {
  /** The text ended in the middle of it. */
  OFF,
  /** The model wrote an ellipsis. */
  OUT;

  /** Names, in an object that broke off, what fields it may have had besides. */
  static final String REST = "";

  String inWords() {
    return this == OFF ? "is cut off" : "is left out with '…'";
  }
}
