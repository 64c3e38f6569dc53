/**
 * Local pictures and clips, by way of the ffmpeg programs: start from {@link
 * kinoloom.media.FfmpegMedia}, given an {@link kinoloom.media.Ffmpeg#find() Ffmpeg}.
 */
package kinoloom.media;
